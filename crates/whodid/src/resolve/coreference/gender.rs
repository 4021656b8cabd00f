//! The gender that words tell.

use super::form::{Form, Pronoun};
use crate::resources::words;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Gender {
    Male,
    Female,
    #[default]
    Unknown,
}

const FEMALE: [&str; 60] = [
    "angela",
    "theresa",
    "hillary",
    "kamala",
    "nancy",
    "ursula",
    "sanna",
    "giorgia",
    "maria",
    "christine",
    "condoleezza",
    "federica",
    "jacinda",
    "suu",
    "benazir",
    "margaret",
    "michelle",
    "dilma",
    "cristina",
    "ellen",
    "joyce",
    "yulia",
    "julia",
    "helen",
    "elizabeth",
    "anne",
    "anna",
    "mary",
    "sarah",
    "susan",
    "samantha",
    "nikki",
    "catherine",
    "emma",
    "olivia",
    "marine",
    "segolene",
    "tzipi",
    "golda",
    "sheikh hasina",
    "khaleda",
    "yingluck",
    "park",
    "tsai",
    "carrie",
    "claudia",
    "annalena",
    "kaja",
    "penny",
    "liz",
    "yvette",
    "jeanine",
    "fatou",
    "navi",
    "louise",
    "michele",
    "zahra",
    "fatima",
    "laura",
    "madeleine",
];

pub(super) fn gender(text: &str, form: &Form) -> Gender {
    if let Form::Pronoun(pronoun) = form {
        return match pronoun {
            Pronoun::He => Gender::Male,
            Pronoun::She => Gender::Female,
            _ => Gender::Unknown,
        };
    }
    let words = words(text);
    let any = |listed: &[&str]| words.iter().any(|word| listed.contains(&word.plain.as_ref()));
    if any(&[
        "mrs",
        "ms",
        "queen",
        "spokeswoman",
        "woman",
        "policewoman",
        "chairwoman",
        "mother",
        "wife",
        "daughter",
        "girl",
        "princess",
        "congresswoman",
        "madam",
    ]) || words
        .first()
        .is_some_and(|_| words.iter().any(|word| word.is_capital() && FEMALE.contains(&word.plain.as_ref())))
    {
        Gender::Female
    } else if any(&[
        "mr",
        "king",
        "spokesman",
        "man",
        "policeman",
        "chairman",
        "father",
        "husband",
        "son",
        "boy",
        "prince",
        "gunman",
        "congressman",
        "sheikh",
        "emir",
        "ayatollah",
        "pope",
        "imam",
    ]) {
        Gender::Male
    } else {
        Gender::Unknown
    }
}

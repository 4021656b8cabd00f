//! Mentions of several documents come to the right events, whatever their order.

#![allow(missing_docs, clippy::disallowed_methods, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::sync::Arc;

use whodid::link::origins::{Item, Sketch};
use whodid::link::{Provenances, Ruling, group, keys, link};
use whodid::record::{AccordingTo, CiteInfo, MentionRecord, NumberRecord, PartyRecord, PlaceRecord, Stretch, TextInfo};
use whodid::{Event, Pool, Report};

/// `"Name|CODE|SECTOR|office"`; without a name `"-the words|CODE|SECTOR"`.
fn party(told: &str) -> PartyRecord {
    let mut parts = told.split('|').map(str::to_string);
    let words = parts.next().unwrap();
    let named = !words.starts_with('-');
    PartyRecord {
        entity_text: words.trim_start_matches('-').into(),
        identifier_text: named.then_some(words),
        code: parts.next().filter(|code| !code.is_empty()),
        sector: parts.next().map(Into::into),
        office: parts.next(),
        ..PartyRecord::default()
    }
}

/// A mention: document and trigger, class and mode, day and how it is known, parties, sentence.
fn told(doc: &str, trigger: &str, coded: &str, day: &str, parties: (&[&str], &[&str]), text: &str) -> MentionRecord {
    let (class, mode) = coded.split_once('.').map_or((coded, None), |(class, mode)| (class, Some(mode)));
    let (from, date) = match day.strip_prefix('~') {
        Some(published) => ("publication", published),
        None => ("relative", day),
    };
    let at = text.find(trigger).unwrap();
    let start = text[..at].chars().count();
    MentionRecord {
        id: format!("{doc}#{start}"),
        doc: doc.into(),
        date: Some(date.into()),
        date_precision: Some("day".into()),
        date_from: Some(from.into()),
        event: vec![class.to_string().into()],
        mode: mode.map(|mode| mode.to_string().into()).into_iter().collect(),
        status: "actual".into(),
        actor: parties.0.iter().map(|one| party(one)).collect(),
        recipient: parties.1.iter().map(|one| party(one)).collect(),
        trigger: Stretch { start, end: start + trigger.len(), text: trigger.into() },
        text: text.into(),
        text_info: TextInfo { sequence: start / 10, start: 0, end: text.chars().count() },
        cite_info: CiteInfo { date: Some(date.into()), ..CiteInfo::default() },
        ..MentionRecord::default()
    }
}

fn reports(records: &[MentionRecord]) -> Vec<Report> {
    let mut pool = Pool::new();
    records.iter().map(|record| Report::of(record, &mut pool).unwrap()).collect()
}

fn events(records: &[MentionRecord]) -> Vec<Event> {
    link(&reports(records), &Provenances::new(), &[]).0
}

/// The documents of every event that more than one tells of.
fn shared(events: &[Event]) -> Vec<Vec<String>> {
    events.iter().filter(|event| event.documents.len() > 1).map(|event| event.documents.clone()).collect()
}

const SALIH: &str = "Barham Salih|IRQ|GOV|president";
const MACRON: &str = "Emmanuel Macron|FRA|GOV|president";

fn two_meetings() -> Vec<MentionRecord> {
    let both: (&[&str], &[&str]) = (&[SALIH, MACRON], &[]);
    vec![
        told("a", "met", "CONSULT", "2020-09-02", both, "Salih met Macron in Baghdad on Wednesday."),
        told("b", "talks", "CONSULT", "~2020-09-03", both, "Macron held talks in Baghdad with Salih."),
        told("c", "met", "CONSULT", "2020-11-02", both, "Salih met Macron in Paris on Monday."),
        told("d", "saw", "CONSULT", "2020-11-02", both, "The French leader saw Salih in Paris on Monday."),
    ]
}

#[test]
fn two_meetings_of_the_same_two_on_different_days_stay_two() {
    assert_eq!(shared(&events(&two_meetings())), [["a", "b"], ["c", "d"]]);
}

#[test]
fn the_order_of_the_documents_changes_nothing() {
    let mut records = two_meetings();
    let first = events(&records);
    for turn in 0..records.len() {
        records.rotate_left(1);
        if turn % 2 == 0 {
            records.reverse();
        }
        assert_eq!(events(&records), first);
    }
}

#[test]
fn a_general_name_and_a_particular_one_are_one_party() {
    let told = [
        told(
            "a",
            "condemned",
            "ACCUSE.disapprove",
            "2020-09-02",
            (&[SALIH], &["Turkey|TUR|GOV"]),
            "Salih condemned Turkish raids on Dohuk.",
        ),
        told(
            "b",
            "condemned",
            "ACCUSE.disapprove",
            "~2020-09-02",
            (&["-Baghdad|IRQ|GOV"], &["-Ankara|TUR|GOV"]),
            "Baghdad condemned the raids on Dohuk.",
        ),
        told(
            "c",
            "condemned",
            "ACCUSE.disapprove",
            "2020-09-02",
            (&["-Iran's president|IRN|GOV|president"], &["Turkey|TUR|GOV"]),
            "Iran's president condemned the raids on Dohuk.",
        ),
    ];
    assert_eq!(shared(&events(&told)), [["a", "b"]]);
}

#[test]
fn a_call_told_by_both_sides_is_one_event_with_two_accounts() {
    let both = ["Ebrahim Raisi|IRN|GOV|president", "Emomali Rahmon|TJK|GOV|president"];
    let voice = |name: &str, code: &str| AccordingTo {
        entity_text: name.into(),
        code: Some(code.into()),
        sector: Some("GOV".into()),
        ..AccordingTo::default()
    };
    let mut one = told(
        "a",
        "telephoned",
        "CONSULT.phone",
        "2023-01-17",
        (&both[..1], &both[1..]),
        "Raisi telephoned Rahmon on Tuesday to speak of smuggling.",
    );
    one.according_to.push(voice("the Iranian presidency", "IRN"));
    let mut other = told(
        "b",
        "telephoned",
        "CONSULT.phone",
        "2023-01-17",
        (&both[1..], &both[..1]),
        "Rahmon telephoned Raisi on Tuesday to speak of smuggling.",
    );
    other.according_to.push(voice("Dushanbe", "TJK"));
    let meeting = told(
        "c",
        "met",
        "CONSULT.visit",
        "2023-01-17",
        (&both[..1], &both[1..]),
        "Raisi met Rahmon in Dushanbe on Tuesday.",
    );
    let events = events(&[one, other, meeting]);
    assert_eq!(shared(&events), [["a", "b"]], "the phone call stands apart from the meeting");
    let call = events.iter().find(|event| event.documents.len() == 2).unwrap();
    assert_eq!(call.accounts.len(), 2);
    assert_eq!(call.accounts[0].differs, ["begun by IRN, not TJK"]);
}

fn toll(dead: u64, doc: &str, by: &str) -> MentionRecord {
    let text = "The bombing of a market in Mosul killed many on Monday.";
    let mut out = told(doc, "bombing", "ASSAULT.explosives", "2016-05-02", (&[], &["-market-goers|IRQ|CVL"]), text);
    out.numbers.push(NumberRecord {
        kind: "dead".into(),
        value: Some(dead),
        least: Some(dead),
        most: Some(dead),
        ..Default::default()
    });
    out.according_to.push(AccordingTo { entity_text: by.into(), ..Default::default() });
    out.event_loc = Some(PlaceRecord {
        extracted_place: "Mosul".into(),
        geonameid: Some(99072),
        resolution: Some(4),
        ..Default::default()
    });
    out
}

#[test]
fn contradictory_tolls_become_a_range_with_their_sources() {
    let events = events(&[toll(12, "a", "police"), toll(19, "b", "a hospital")]);
    assert_eq!(events.len(), 1);
    let dead = &events[0].numbers[0];
    assert_eq!((dead.least, dead.most), (Some(12), Some(19)));
    assert_eq!(
        dead.told.iter().map(|one| one.according_to.clone().unwrap()).collect::<Vec<_>>(),
        ["police", "a hospital"]
    );
    assert_eq!(events[0].accounts[1].differs, ["dead: 19, not 12"]);
}

#[test]
fn a_denial_is_an_account_of_the_event() {
    let mut denied = toll(12, "b", "the army");
    denied.status = "negated".into();
    let events = events(&[toll(12, "a", "police"), denied]);
    assert_eq!((events.len(), &*events[0].status), (1, "actual"));
    assert_eq!(events[0].accounts[1].differs, ["denies it"]);
}

#[test]
fn reprints_are_listed_and_do_not_count() {
    let records = [toll(12, "a", "police"), toll(12, "b", "police"), toll(12, "c", "police")];
    let item = |id: &str, text: &str| Item { id: id.into(), sketch: Sketch::of(text), ..Item::default() };
    let wire = "Twelve people died on Monday when a bomb went off in the fish market of Mosul, the police chief of the city said.";
    let own = "We saw the market an hour later: stalls overturned, a shoe, and a boy who asked everybody for his uncle's name.";
    let from = Provenances::of(vec![item("a", wire), item("b", wire), item("c", own)]);
    let (events, _) = link(&reports(&records), &from, &[]);
    assert_eq!((events.len(), events[0].documents.len(), events[0].origins), (1, 3, 2));
    assert_eq!((&*events[0].reprints[0].doc, &*events[0].reprints[0].of), ("b", "a"));
}

#[test]
fn what_a_person_decided_holds() {
    let records = two_meetings();
    let ids: Vec<Arc<str>> = records.iter().map(|record| Arc::from(record.id.as_str())).collect();
    let apart = [Ruling::Apart(ids[0].clone(), ids[1].clone()), Ruling::Together(ids[0].clone(), ids[2].clone())];
    let (events, _) = link(&reports(&records), &Provenances::new(), &apart);
    let of = |id: &str| events.iter().position(|event| event.mentions.iter().any(|mention| mention == id)).unwrap();
    assert_ne!(of(&ids[0]), of(&ids[1]));
    assert_eq!(of(&ids[0]), of(&ids[2]));
    assert!(events[of(&ids[2])].reasons.iter().any(|reason| reason.because == ["joined by a correction"]));
}

#[test]
fn a_block_linked_alone_gives_the_same_groups() {
    let mut records = two_meetings();
    records.extend([toll(12, "e", "police"), toll(13, "f", "the mayor")]);
    let all = reports(&records);
    let ids = |reports: &[Report], members: &[usize]| -> Vec<String> {
        members.iter().map(|member| reports[*member].id.to_string()).collect()
    };
    let whole = group(&all, &[]);
    for block in whole.iter().map(|group| group.block.clone()) {
        let part: Vec<Report> = whole
            .iter()
            .filter(|group| group.block == block)
            .flat_map(|group| group.members.iter().map(|at| all[*at].clone()))
            .collect();
        let alone: Vec<Vec<String>> = group(&part, &[]).iter().map(|group| ids(&part, &group.members)).collect();
        let within: Vec<Vec<String>> =
            whole.iter().filter(|group| group.block == block).map(|group| ids(&all, &group.members)).collect();
        assert_eq!(alone, within);
    }
}

#[test]
fn reports_of_one_event_share_a_key() {
    let all = reports(&two_meetings());
    for group in group(&all, &[]) {
        for (member, tie) in group.members.iter().zip(&group.ties) {
            let Some(tie) = tie else { continue };
            let (a, b) = (keys(&all[*member]), keys(&all[tie.with]));
            assert!(a.iter().any(|key| b.contains(key)));
        }
    }
}

#[test]
fn what_goes_on_from_an_event_is_one_story_with_it() {
    let police = "-police|IRQ|COP";
    let arrest = told(
        "a",
        "arrested",
        "COERCE.arrest",
        "2016-05-04",
        (&[police], &["-suspects|IRQ|CRM"]),
        "Two days after the bombing of a market in Mosul police arrested suspects.",
    );
    let bombing = toll(12, "a", "police");
    let elsewhere =
        told("z", "met", "CONSULT", "2016-05-04", (&["-Lima|PER|GOV", "-Quito|ECU|GOV"], &[]), "Lima and Quito met.");
    let (events, stories) = link(&reports(&[arrest, bombing, elsewhere]), &Provenances::new(), &[]);
    assert_eq!(stories.len(), 1);
    assert_eq!(stories[0].events.len(), 2);
    assert_eq!(events.iter().filter(|event| event.story.is_some()).count(), 2);
    assert!(stories[0].reasons[0].because.iter().any(|because| because == "the later one points back"));
}

#[test]
fn background_without_a_day_meets_by_its_trigger_and_place() {
    let fall = |doc: &str, published: &str, text: &str| {
        let mut mention = told(doc, "overrun", "ASSAULT", published, (&["Islamic State|IMG|REB"], &[]), text);
        mention.status = "historical".into();
        mention.cite_info.date = Some(published.into());
        (mention.date, mention.date_precision, mention.date_from) = (None, None, None);
        mention.event_loc = Some(PlaceRecord { extracted_place: "Mosul".into(), ..PlaceRecord::default() });
        mention
    };
    let records = [
        fall("a", "2020-09-09", "The militia was raised after the group had overrun Mosul."),
        fall("b", "2021-04-20", "It came into being when Mosul had been overrun by the group."),
    ];
    assert_eq!(shared(&events(&records)), [["a", "b"]]);
}

#[test]
fn one_whom_the_facts_do_not_know_is_met_by_name_whatever_the_country() {
    let condemned = |doc: &str, party: &str| {
        let text = "Jabbar al-Saadoun condemned the economic sanctions on Syria as a siege by other means.";
        told(doc, "condemned", "ACCUSE.disapprove", "2020-09-09", (&[party], &[]), text)
    };
    let records = [condemned("a", "Jabbar al-Saadoun|IRQ|UAF"), condemned("b", "Jabbar al-Saadun||REB")];
    assert_eq!(shared(&events(&records)), [["a", "b"]]);
}

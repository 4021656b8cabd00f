//! Documents that go back to one text, those that only look so, and how many of them are independent.

#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use whodid::link::origins::{Item, Kin, Sketch, SketchError, independent, keys, kinship, origins};
use whodid::{Credit, CreditKind, Span};

const WIRE: &str = "The dockers of Valmar left the quays at dawn on Friday and swore not to come back before the cranes are \
theirs again. Their union says that eleven hundred men obeyed the call. The port's owner, a firm from abroad that leased the \
cranes in the spring, called the walkout a breach of contract and sent for lawyers. Four ships with grain were waiting in the \
roads by noon, and the harbour master closed the northern mole to visitors. A minister offered to hear both sides on Monday.";

const OTHER: &str = "Judges in the highland town of Orsk freed two editors on Tuesday who had been held for a year over a letter \
that a general said was forged. The bench found that a newspaper may print what it was sent when it says by whom. Outside the \
court their readers had hung the front page of that day on a rope between two poplars. The prosecutor reserved his opinion and \
went to lunch, and the editors went to the printing house, where they found the machine sold and the landlord sorry.";

fn item(id: &str, day: &str, text: &str) -> Item {
    Item { id: id.into(), date: day.parse().ok(), sketch: Sketch::of(text), ..Item::default() }
}

fn kin(one: &str, other: &str) -> Kin {
    kinship(&Sketch::of(one), &Sketch::of(other)).kin
}

#[test]
fn a_reprint_is_known_however_it_was_changed() {
    let cut = &WIRE[..WIRE.find(" The port's").unwrap()];
    let edited =
        WIRE.replace("swore", "vowed").replace("sent for lawyers", "called its attorneys").replace("by noon, ", "");
    let own = "Our reporter counted nine vans on the square this morning and was given sweet tea by a man who declined to say \
               whose side he was on.";
    for (what, text) in [
        ("in capitals", WIRE.to_uppercase()),
        ("cut", cut.to_owned()),
        ("with a headline and a credit", format!("PORT SHUT\n\n{WIRE}\n\nSource: Reuters")),
        ("edited", edited),
        ("with a paragraph before it", format!("{own}\n\n{WIRE}")),
        ("badly decoded", WIRE.replace('\'', "â€™").replace(", ", "&nbsp;, ")),
    ] {
        assert_eq!(kin(WIRE, &text), Kin::Reprint, "{what}");
        let (one, other) = (keys(&Sketch::of(WIRE)), keys(&Sketch::of(&text)));
        assert!(one.iter().any(|key| other.contains(key)), "no key in common: {what}");
    }
}

#[test]
fn what_only_looks_alike_is_none() {
    let quote = "\"We asked for masks in the winter and for fans in the spring, and in the summer we were sent a poster about \
                 drinking water,\" the federation said.";
    assert_eq!(kin(&format!("{WIRE} {quote}"), &format!("{OTHER} {quote}")), Kin::None);
    let bulletin = |n: [u32; 8], place: &str| {
        format!(
            "The mission recorded {} violations of the ceasefire in {place} district this week, compared with {} in the week \
             before. Of these, {} involved small arms, {} mortars and {} drones. Patrols were denied passage on {} occasions. \
             The mission observed {} tanks outside the designated storage sites and confirmed {} civilian casualties. It calls \
             on the sides to respect the withdrawal lines.",
            n[0], n[1], n[2], n[3], n[4], n[5], n[6], n[7]
        )
    };
    let (one, other) =
        (bulletin([14, 9, 6, 5, 3, 2, 21, 4], "Ardesh"), bulletin([31, 14, 12, 8, 11, 6, 19, 2], "Ilvo"));
    let found = kinship(&Sketch::of(&one), &Sketch::of(&other));
    assert_eq!(found.kin, Kin::None);
    assert!(found.reason().ends_with("one frame, other figures"), "{}", found.reason());
    assert_eq!(kin(&one, &one.replace("civilian", "innocent")), Kin::Reprint);
}

#[test]
fn a_stitched_text_belongs_to_two_origins_and_joins_neither() {
    let half = |text: &str| text.split_inclusive(". ").take(3).collect::<String>();
    let items = [
        item("wire", "2021-05-07", WIRE),
        item("copy", "2021-05-08", &format!("Port shut\n{WIRE}")),
        item("other", "2021-05-07", OTHER),
        item("both", "2021-05-08", &format!("{}\n\n{}", half(WIRE), half(OTHER))),
    ];
    let found = origins(&items);
    assert_eq!(found.list.len(), 2);
    assert_eq!(found.of("both").len(), 2);
    assert!(found.together("wire", "both") && found.together("other", "both") && found.together("wire", "copy"));
    assert!(!found.together("wire", "other"));
    let mut turned = items.to_vec();
    turned.reverse();
    assert_eq!(origins(&turned), found, "the order of the input shows");
}

#[test]
fn the_outlet_credited_is_the_original_though_it_is_dated_later() {
    let credit = Credit { kind: CreditKind::Original, name: "The Valmar Gazette".into(), span: Span::new(0, 0) };
    let reprint = Item { credits: vec![credit], ..item("a", "2021-05-07", WIRE) };
    let original = Item { publisher: Some("Valmar Gazette".into()), ..item("b", "2021-05-08", WIRE) };
    let found = origins(&[reprint, original]);
    assert_eq!(found.list[0].original, "b");
    assert_eq!(found.list[0].credited.as_deref(), Some("The Valmar Gazette"));
    assert_eq!(found.list[0].reprints[0].reason, "the same words");
}

#[test]
fn a_wire_credited_by_two_is_one_source_and_a_reprint_is_not_its_outlets_own_word() {
    let credit = |name: &str| vec![Credit { kind: CreditKind::Wire, name: name.into(), span: Span::new(0, 0) }];
    let items = [
        Item { publisher: Some("Gazette".into()), credits: credit("Reuters"), ..item("a", "2021-05-07", WIRE) },
        Item { publisher: Some("Herald".into()), credits: credit("Reuters"), ..item("b", "2021-05-07", OTHER) },
        Item { publisher: Some("Herald".into()), ..item("c", "2021-05-08", WIRE) },
        Item {
            publisher: Some("Herald".into()),
            ..item("d", "2021-05-09", "Nobody worked in Valmar, our own man at the northern mole reports.")
        },
    ];
    let found = independent(&items.iter().collect::<Vec<_>>(), &origins(&items));
    assert_eq!(found.count(), 2, "{found:?}");
    assert_eq!(found.sources[0].items, ["a", "b", "c"]);
    assert_eq!(found.sources[0].reasons[0], "a and b: both from Reuters");
    assert_eq!(found.sources[1].items, ["d"]);
}

#[test]
fn a_sketch_is_the_same_for_ever_and_damage_is_named() {
    let sketch = Sketch::of("Talks on the river began in Orsk on Monday, and nobody was asked to leave.");
    let bytes = sketch.to_bytes();
    assert_eq!(Sketch::from_bytes(&bytes), Ok(sketch));
    // Written by version 1: whoever changes how sketches are made gives them another version.
    assert_eq!(
        bytes.iter().fold(0_u64, |sum, byte| sum.wrapping_mul(31).wrapping_add(u64::from(*byte))),
        5_829_080_002_382_137_270
    );
    assert_eq!(Sketch::from_bytes(&bytes[..bytes.len() - 1]), Err(SketchError::Damaged));
    assert_eq!(Sketch::from_bytes(&[9]), Err(SketchError::Version(9)));
    for text in ["", " ", "Photo", "…", "\u{ad}", "&", "Ã", "â€", "一"] {
        let sketch = Sketch::of(text);
        assert_eq!(Sketch::from_bytes(&sketch.to_bytes()), Ok(sketch.clone()), "{text}");
        assert_eq!(kinship(&sketch, &Sketch::of(WIRE)).kin, Kin::None, "{text}");
    }
}

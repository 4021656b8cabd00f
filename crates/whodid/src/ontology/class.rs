//! The sixteen event classes.

use super::UnknownName;

macro_rules! classes {
    ($($variant:ident $name:literal $quad:ident $score:literal $needs:literal $doc:literal;)*) => {
        /// One of PLOVER's sixteen classes of event.
        ///
        /// ```
        /// use whodid::ontology::{Class, Quad};
        /// let class = Class::named("CONSULT").unwrap();
        /// assert_eq!(class.quad(), Quad::VerbalCooperation);
        /// assert_eq!(class.score(), 2.5);
        /// ```
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Class { $(#[doc = $doc] $variant,)* }

        impl Class {
            /// Every class, in the ontology's order, which is also that of the model's outputs.
            pub const ALL: [Class; 16] = [$(Class::$variant,)*];

            /// The ontology's name, in capitals.
            pub fn name(self) -> &'static str {
                match self { $(Class::$variant => $name,)* }
            }

            /// The quad category.
            pub fn quad(self) -> Quad {
                match self { $(Class::$variant => Quad::$quad,)* }
            }

            /// The score of the class without a mode, from -10 (conflict) to 10 (cooperation).
            pub fn score(self) -> f32 {
                match self { $(Class::$variant => $score,)* }
            }

            /// Whether the ontology asks for a recipient.
            pub fn needs_recipient(self) -> bool {
                match self { $(Class::$variant => $needs,)* }
            }

            /// What the class covers, in a line.
            pub fn covers(self) -> &'static str {
                match self { $(Class::$variant => $doc,)* }
            }
        }
    };
}

classes! {
    Agree "AGREE" VerbalCooperation 2.5 false "Offer, promise, accept or commit to cooperate; any future meeting, support, cooperation or aid.";
    Consult "CONSULT" VerbalCooperation 2.5 false "Talks, meetings, visits, calls and letters between parties, negotiation, mediation.";
    Support "SUPPORT" VerbalCooperation 5.0 false "Praise, endorse, recognise, sign or ratify an agreement; verbal or diplomatic only.";
    Concede "CONCEDE" VerbalCooperation 4.5 false "Verbal yielding: pardon, apology, easing, a demand dropped, a ceasefire or withdrawal declared.";
    Cooperate "COOPERATE" MaterialCooperation 9.5 true "Mutual material exchange: trade, joint exercises and operations, extradition, shared intelligence.";
    Aid "AID" MaterialCooperation 10.0 true "One-sided material benefit: money, arms, relief, asylum, debt forgiven, hostages rescued.";
    Retreat "RETREAT" MaterialCooperation 6.5 false "Material yielding: withdraw forces, release captives, disarm, observe a ceasefire, resign.";
    Request "REQUEST" VerbalConflict 0.0 false "Ask, urge, demand, order or propose that another act.";
    Accuse "ACCUSE" VerbalConflict -3.0 false "Condemn, criticise, allege, charge, sue, investigate.";
    Reject "REJECT" VerbalConflict -2.0 false "Refuse, veto, deny a request, bar from entry, cancel a meeting, break a promise.";
    Threaten "THREATEN" VerbalConflict -3.5 false "Warnings with serious consequences, ultimatums.";
    Protest "PROTEST" MaterialConflict -5.0 false "Civilian demonstrations and other physical collective action.";
    Sanction "SANCTION" MaterialConflict -6.0 true "Reduce or break relations, embargo, expel members or diplomats, withdraw from a body, convict.";
    Mobilize "MOBILIZE" MaterialConflict -5.5 false "Military or police moves short of force; exercises of one country.";
    Coerce "COERCE" MaterialConflict -7.0 false "Repression short of violence: arrest, deport, seize, ban, censor, curfew, cyber attack.";
    Assault "ASSAULT" MaterialConflict -9.0 false "Deliberate acts that can do substantial physical harm.";
}

impl Class {
    /// The class with this name.
    pub fn named(name: &str) -> Result<Class, UnknownName> {
        Class::ALL
            .into_iter()
            .find(|class| class.name().eq_ignore_ascii_case(name))
            .ok_or_else(|| UnknownName { kind: "class", name: name.into() })
    }
}

/// The quad category of a class.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Quad {
    /// 1
    VerbalCooperation,
    /// 2
    MaterialCooperation,
    /// 3
    VerbalConflict,
    /// 4
    MaterialConflict,
}

impl Quad {
    /// PLOVER's quad code, 1 to 4.
    pub fn code(self) -> u8 {
        self as u8 + 1
    }
}

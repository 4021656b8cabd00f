//! Contexts: why an event happened, or what it was about.

use super::UnknownName;

/// One of PLOVER's contexts. Any class may carry any number of them.
///
/// ```
/// use whodid::ontology::Context;
/// assert_eq!(Context::named("diplomatic").unwrap().name(), "diplomatic");
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Context(u8);

const CONTEXTS: [&str; 37] = [
    "military",
    "intelligence",
    "executive",
    "legislative",
    "election",
    "political_institutions",
    "pro_democracy",
    "pro_autocracy",
    "economic",
    "legal",
    "reparations",
    "human_rights",
    "rights_freedoms",
    "repression",
    "human_security",
    "gender",
    "lgbt",
    "religion_ethnicity",
    "inequality",
    "diplomatic",
    "territory",
    "peacekeeping",
    "health",
    "asylum",
    "migration",
    "disasters",
    "natural_resource",
    "environment",
    "technology",
    "terrorism",
    "cbrn",
    "cyber",
    "misinformation",
    "crime",
    "corruption",
    "illegal_drugs",
    "trafficking",
];

impl Context {
    /// Every context, in the ontology's order, which is also that of the model's outputs.
    pub fn all() -> impl Iterator<Item = Context> {
        (0..CONTEXTS.len() as u8).map(Context)
    }

    /// The context with this name.
    pub fn named(name: &str) -> Result<Context, UnknownName> {
        Context::all()
            .find(|context| context.name() == name)
            .ok_or_else(|| UnknownName { kind: "context", name: name.into() })
    }

    /// The ontology's name.
    pub fn name(self) -> &'static str {
        CONTEXTS[usize::from(self.0)]
    }
}

impl std::fmt::Debug for Context {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}

//! An entity of a document: all references to the same party.

use super::form::Form;
use super::gender::Gender;
use super::reference::{Reference, name_words};
use crate::Span;
use crate::resolve::party::{Description, PartyKind};

#[derive(Clone, Debug)]
pub(super) struct Entity {
    /// The fullest reference.
    pub span: Span,
    /// What is known of it from all references.
    pub who: Description,
    pub gender: Gender,
    pub plural: bool,
    /// Spoken of as known ("the ambassador"), so that a name may still come.
    pub definite: bool,
    /// Role nouns and offices it was called by.
    pub roles: Vec<String>,
    /// Words of its name, and short forms of it.
    pub names: Vec<Vec<String>>,
    /// Sentence and position of the last reference, and whether that was its sentence's subject.
    pub last: (usize, usize),
    pub subject: bool,
    pub times: usize,
    /// Takes part in something, and not only named.
    pub part: bool,
    /// Named by the facts alone: the text may have another name for it.
    pub held: bool,
    pub quoted: bool,
    /// The sentence in which it said something last.
    pub spoke: Option<usize>,
    pub counts_two: bool,
    /// Nouns of the descriptions.
    pub heads: Vec<String>,
    pub acronym: Option<String>,
    /// Spoken of by its own name, and not by its capital.
    pub says_its_name: bool,
}

impl Entity {
    pub fn of(reference: &Reference) -> Self {
        let holder = reference.who.name.as_deref().filter(|_| reference.name.is_none()).map(name_words);
        Entity {
            span: reference.span,
            who: reference.who.clone(),
            gender: reference.gender,
            plural: reference.plural,
            definite: reference.is_definite(),
            roles: reference.roles.clone(),
            held: holder.is_some(),
            names: reference.name.iter().cloned().chain(holder).collect(),
            last: (reference.sentence, reference.span.start),
            subject: reference.subject,
            times: 1,
            part: reference.part,
            quoted: reference.quoted,
            spoke: Some(reference.sentence).filter(|_| reference.speaks && !reference.quoted),
            counts_two: reference.counts_two,
            acronym: reference.acronym.clone(),
            heads: reference.head.iter().cloned().collect(),
            says_its_name: reference.says_its_name,
        }
    }

    pub fn is_person(&self) -> bool {
        self.who.kind == PartyKind::Person
    }

    /// True for an office that the text has not named: "Russia's ambassador".
    pub fn is_nameless(&self) -> bool {
        self.names.is_empty() || self.held
    }

    /// Adds a reference.
    pub fn take_up(&mut self, reference: &Reference) {
        self.last = (reference.sentence, reference.span.start);
        self.subject = reference.subject;
        self.times += 1;
        self.part |= reference.part;
        self.quoted = reference.quoted;
        if reference.speaks && !reference.quoted {
            self.spoke = Some(reference.sentence);
        }
        self.counts_two = reference.counts_two;
        if self.acronym.is_none() {
            self.acronym.clone_from(&reference.acronym);
        }
        if self.gender == Gender::Unknown {
            self.gender = reference.gender;
        }
        if !matches!(reference.form, Form::Name | Form::Definite | Form::Counterpart) {
            return;
        }
        if let Some(head) = reference.head.as_ref().filter(|head| !self.heads.contains(head)) {
            self.heads.push(head.clone());
        }
        for role in &reference.roles {
            if !self.roles.contains(role) {
                self.roles.push(role.clone());
            }
        }
        if let Some(name) = &reference.name {
            let unsaid = self.held;
            if unsaid && !self.names.contains(name) {
                self.names.clear();
            }
            self.held = false;
            let longest = self.names.iter().map(Vec::len).max().unwrap_or(0);
            // "Syria" stands for itself better than its capital that was named before.
            let itself = self.who.kind == PartyKind::State && reference.says_its_name && !self.says_its_name;
            self.says_its_name |= itself;
            if name.len() > longest || itself || unsaid {
                self.span = reference.span;
                self.who.name = reference.who.name.clone().or(self.who.name.take());
            }
            if !self.names.contains(name) {
                self.names.push(name.clone());
            }
        }
        let who = &reference.who;
        if self.who.country.is_none() {
            self.who.country.clone_from(&who.country);
        }
        if self.who.sectors.is_empty() {
            self.who.sectors.clone_from(&who.sectors);
        }
        if self.who.office.is_none() {
            self.who.office.clone_from(&who.office);
        }
        if self.who.kind == PartyKind::Unknown {
            self.who.kind = who.kind;
        }
    }
}

//! An entity of a document: all references to the same party.

use super::reference::{Form, Gender, Reference};
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
}

impl Entity {
    pub fn of(reference: &Reference) -> Self {
        Entity {
            span: reference.span,
            who: reference.who.clone(),
            gender: reference.gender,
            plural: reference.plural,
            definite: reference.is_definite(),
            roles: reference.roles.clone(),
            names: reference.name.iter().cloned().collect(),
            last: (reference.sentence, reference.span.start),
            subject: reference.subject,
            times: 1,
        }
    }

    pub fn is_person(&self) -> bool {
        self.who.kind == PartyKind::Person
    }

    /// Adds a reference.
    pub fn take_up(&mut self, reference: &Reference) {
        self.last = (reference.sentence, reference.span.start);
        self.subject = reference.subject;
        self.times += 1;
        if self.gender == Gender::Unknown {
            self.gender = reference.gender;
        }
        if !matches!(reference.form, Form::Name | Form::Definite | Form::Counterpart) {
            return;
        }
        for role in &reference.roles {
            if !self.roles.contains(role) {
                self.roles.push(role.clone());
            }
        }
        if let Some(name) = &reference.name {
            let longest = self.names.iter().map(Vec::len).max().unwrap_or(0);
            if name.len() > longest {
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

//! What the commands take and answer, read from the bindings, which a neighbouring test holds to the commands themselves.

use std::collections::BTreeMap;

/// The shape of a value on the wire.
#[derive(Debug, Clone)]
pub(super) enum Shape {
    Text,
    Number,
    Flag,
    Null,
    Word(String),
    List(Box<Shape>),
    Row(Vec<Shape>),
    Object(Vec<(String, Shape)>),
    Map(Box<Shape>),
    Either(Vec<Shape>),
    Both(Vec<Shape>),
    Named(String, Vec<Shape>),
}

/// A command as the page knows it.
#[derive(Debug, Clone)]
pub(super) struct Command {
    pub(super) name: String,
    pub(super) takes: Vec<(String, Shape)>,
    pub(super) answers: Shape,
}

/// Every command, and every type by its name with its parameters.
#[derive(Debug, Default)]
pub(super) struct Shapes {
    pub(super) commands: Vec<Command>,
    named: BTreeMap<String, (Vec<String>, Shape)>,
}

impl Shapes {
    /// Returns what `bindings` says.
    pub(super) fn read(bindings: &str) -> Self {
        let plain = without_remarks(bindings);
        let (commands, types) = plain.split_once("export type ").expect("the bindings have types");
        let types = types.split("async function typedError").next().unwrap_or_default();
        let mut shapes = Self::default();
        for line in commands.lines().filter(|line| line.contains("__TAURI_INVOKE") && line.contains("=>")) {
            shapes.commands.push(command(line.trim()));
        }
        for one in types.split("export type ") {
            let mut words = Words::of(one);
            let name = words.take();
            let mut parameters = Vec::new();
            if words.is("<") {
                words.take();
                while !words.is(">") {
                    parameters.push(words.take());
                    words.skip(",");
                }
                words.take();
            }
            words.must("=");
            let shape = words.shape();
            shapes.named.insert(name, (parameters, shape));
        }
        shapes
    }

    /// Returns what `name` stands for, its parameters put in.
    pub(super) fn of(&self, name: &str, given: &[Shape]) -> Option<Shape> {
        let (parameters, shape) = self.named.get(name)?;
        Some(filled(shape, parameters, given))
    }
}

fn filled(shape: &Shape, parameters: &[String], given: &[Shape]) -> Shape {
    let fill = |shape: &Shape| filled(shape, parameters, given);
    let all = |shapes: &[Shape]| shapes.iter().map(fill).collect();
    match shape {
        Shape::Named(name, own) => match parameters.iter().position(|parameter| parameter == name) {
            Some(at) => given[at].clone(),
            None => Shape::Named(name.clone(), all(own)),
        },
        Shape::List(inner) => Shape::List(Box::new(fill(inner))),
        Shape::Map(inner) => Shape::Map(Box::new(fill(inner))),
        Shape::Row(shapes) => Shape::Row(all(shapes)),
        Shape::Either(shapes) => Shape::Either(all(shapes)),
        Shape::Both(shapes) => Shape::Both(all(shapes)),
        Shape::Object(fields) => Shape::Object(fields.iter().map(|(name, shape)| (name.clone(), fill(shape))).collect()),
        plain => plain.clone(),
    }
}

/// Reads `name: (key: T, …) => typedError<T, Fault>(__TAURI_INVOKE("name", …)),`.
fn command(line: &str) -> Command {
    let name = line.split("(\"").nth(1).and_then(|rest| rest.split('"').next()).expect("a command's name").to_owned();
    let mut words = Words::of(line);
    words.take();
    words.must(":");
    words.must("(");
    let mut takes = Vec::new();
    while !words.is(")") {
        let key = words.take();
        words.must(":");
        takes.push((key, words.shape()));
        words.skip(",");
    }
    words.must(")");
    words.must("=>");
    words.take();
    words.must("<");
    Command { name, takes, answers: words.shape() }
}

fn without_remarks(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("/*") {
        out.push_str(before);
        rest = after.split_once("*/").map_or("", |(_, after)| after);
    }
    out + rest
}

/// The words and signs of a type.
struct Words {
    words: Vec<String>,
    at: usize,
}

impl Words {
    fn of(text: &str) -> Self {
        let mut words: Vec<String> = Vec::new();
        let mut signs = text.chars().peekable();
        while let Some(sign) = signs.next() {
            let mut word = String::from(sign);
            match sign {
                sign if sign.is_whitespace() => continue,
                '"' => {
                    word.extend(signs.by_ref().take_while(|sign| *sign != '"'));
                }
                '=' if signs.peek() == Some(&'>') => word.extend(signs.next()),
                sign if in_word(sign) => {
                    while let Some(next) = signs.next_if(|sign| in_word(*sign)) {
                        word.push(next);
                    }
                }
                _ => {}
            }
            words.push(word);
        }
        Self { words, at: 0 }
    }

    fn is(&self, word: &str) -> bool {
        self.words.get(self.at).is_some_and(|next| next == word)
    }

    fn take(&mut self) -> String {
        self.at += 1;
        self.words.get(self.at - 1).cloned().unwrap_or_default()
    }

    fn skip(&mut self, word: &str) {
        if self.is(word) {
            self.at += 1;
        }
    }

    fn must(&mut self, word: &str) {
        let next = self.take();
        assert_eq!(next, word, "the bindings have a form that this test does not read, near word {}", self.at);
    }

    fn shape(&mut self) -> Shape {
        self.skip("|");
        let mut either = vec![self.joined()];
        while self.is("|") {
            self.take();
            either.push(self.joined());
        }
        if either.len() == 1 { either.remove(0) } else { Shape::Either(either) }
    }

    fn joined(&mut self) -> Shape {
        let mut both = vec![self.single()];
        while self.is("&") {
            self.take();
            both.push(self.single());
        }
        if both.len() == 1 { both.remove(0) } else { Shape::Both(both) }
    }

    fn single(&mut self) -> Shape {
        let mut shape = self.bare();
        while self.is("[") && self.words.get(self.at + 1).is_some_and(|next| next == "]") {
            self.at += 2;
            shape = Shape::List(Box::new(shape));
        }
        shape
    }

    fn bare(&mut self) -> Shape {
        let word = self.take();
        match word.as_str() {
            "string" => Shape::Text,
            "number" => Shape::Number,
            "boolean" => Shape::Flag,
            "true" | "false" => Shape::Flag,
            "null" | "undefined" | "void" => Shape::Null,
            "(" => {
                let inner = self.shape();
                self.must(")");
                inner
            }
            "[" => self.row(),
            "{" => self.object(),
            _ if word.starts_with('"') => Shape::Word(word[1..].to_owned()),
            _ => {
                let mut given = Vec::new();
                if self.is("<") {
                    self.take();
                    while !self.is(">") {
                        given.push(self.shape());
                        self.skip(",");
                    }
                    self.take();
                }
                Shape::Named(word, given)
            }
        }
    }

    fn row(&mut self) -> Shape {
        let mut row = Vec::new();
        while !self.is("]") {
            row.push(self.shape());
            self.skip(",");
        }
        self.take();
        Shape::Row(row)
    }

    fn object(&mut self) -> Shape {
        let mut fields = Vec::new();
        while !self.is("}") {
            if self.is("[") {
                // `[key in string]: T`
                while !self.is("]") {
                    self.take();
                }
                self.take();
                self.must(":");
                let inner = self.shape();
                self.must("}");
                return Shape::Map(Box::new(inner));
            }
            self.skip("readonly");
            let name = self.take().trim_start_matches('"').to_owned();
            self.skip("?");
            self.must(":");
            fields.push((name, self.shape()));
            self.skip(",");
            self.skip(";");
        }
        self.take();
        Shape::Object(fields)
    }
}

fn in_word(sign: char) -> bool {
    sign.is_alphanumeric() || matches!(sign, '_' | '$' | '-' | '.')
}

//! A client of rustc's JSON that knows nothing of sendfix: rustfix reads the suggestions of one message and applies them.

use std::collections::HashSet;
use std::io::Read;

use rustfix::{apply_suggestions, get_suggestions_from_json, Filter};

fn main() {
    let mut json = String::new();
    std::io::stdin().read_to_string(&mut json).unwrap();
    let file = std::env::args().nth(1).unwrap();
    let code = std::fs::read_to_string(&file).unwrap();
    // A second argument: what the compiler has not tried counts, too, and the first suggestion is taken, as by a person.
    let filter = if std::env::args().nth(2).is_some() { Filter::Everything } else { Filter::MachineApplicableOnly };
    let mut suggestions = get_suggestions_from_json(&json, &HashSet::new(), filter).unwrap();
    if std::env::args().nth(2).is_some() {
        for suggestion in &mut suggestions {
            suggestion.solutions.truncate(1);
        }
    }
    for suggestion in &suggestions {
        for solution in &suggestion.solutions {
            eprintln!("{}", solution.message);
        }
    }
    print!("{}", apply_suggestions(&code, &suggestions).unwrap());
}

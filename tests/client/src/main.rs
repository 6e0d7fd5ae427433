//! A client of rustc's JSON that knows nothing of sendfix: rustfix reads the suggestions of one message and applies them.

use std::collections::HashSet;
use std::io::Read;

use rustfix::{apply_suggestions, get_suggestions_from_json, Filter};

fn main() {
    let mut json = String::new();
    std::io::stdin().read_to_string(&mut json).unwrap();
    let file = std::env::args().nth(1).unwrap();
    let code = std::fs::read_to_string(&file).unwrap();
    let suggestions = get_suggestions_from_json(&json, &HashSet::new(), Filter::MachineApplicableOnly).unwrap();
    for suggestion in &suggestions {
        for solution in &suggestion.solutions {
            eprintln!("{}", solution.message);
        }
    }
    print!("{}", apply_suggestions(&code, &suggestions).unwrap());
}

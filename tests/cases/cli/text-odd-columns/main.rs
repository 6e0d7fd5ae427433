use std::rc::Rc;

fn spawn<F: std::future::Future + Send + 'static>(_: F) {}

async fn tick(_: &str) {}

async fn tabs(name: String) {
	let		name = Rc::new(name);	if name.len() > 1 { tick("").await; }
	println!("{name}");
}

async fn wide(größe: String) {
    let /* 漢字 and e\u{301}: é */ größe = Rc::new(größe); tick("漢字").await;
    println!("{größe}");
}

async fn long(name: String) {
    tick("----------------------------------------------------------------------------------------------------------------------------------------------------------------------").await; let name = Rc::new(name); tick("------------------------------------------------------------------------------------------------------------------------------------------").await; println!("{name}");
}

fn main() {
    spawn(tabs(String::new()));
    spawn(wide(String::new()));
    spawn(long(String::new()));
}

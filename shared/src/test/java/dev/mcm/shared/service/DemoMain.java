package dev.mcm.shared.service;

import dev.mcm.shared.lifecycle.Part;

/// A whole program, for [ProcessIT].
final class DemoMain {
    private DemoMain() {}

    public static void main(String[] args) {
        ServiceRunner.run(
                new Service<>(
                        "demo",
                        "Greets.",
                        in -> in.string("GREETING", "What to say.").required("hello"),
                        (greeting, platform) ->
                                platform.lifecycle()
                                        .add(
                                                Part.of(
                                                        "greeter",
                                                        () -> System.out.println(greeting),
                                                        () -> System.out.println("goodbye")))),
                args);
    }
}

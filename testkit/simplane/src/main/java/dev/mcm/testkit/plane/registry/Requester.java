package dev.mcm.testkit.plane.registry;

import java.util.List;

/// Who makes a request.
public record Requester(String name, List<String> groups) {

    /// The plane itself, which nothing is refused.
    public static final Requester PLANE =
            new Requester("system:apiserver", List.of("system:masters"));

    public Requester {
        groups = List.copyOf(groups);
    }
}

package dev.mcm.shared.kafka;

import java.util.Set;

/// What a tail reads.
///
/// @param name kebab-case; name of the thread, tag of its meters, part of its `client.id`
/// @param topics may be empty, and changed later
public record TailPlan(String name, Set<String> topics, TailStart start) {
    public TailPlan {
        topics = Set.copyOf(topics);
    }
}

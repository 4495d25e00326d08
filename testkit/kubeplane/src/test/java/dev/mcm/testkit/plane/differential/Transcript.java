package dev.mcm.testkit.plane.differential;

import java.util.List;

/// All answers of one server to one sequence: one per step, then the final objects of each kind,
/// then the events of each watch.
record Transcript(List<Answer> answers) {

    Transcript {
        answers = List.copyOf(answers);
    }
}

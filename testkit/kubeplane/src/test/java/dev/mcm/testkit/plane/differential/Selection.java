package dev.mcm.testkit.plane.differential;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/// Selectors of a list or watch, and how an object is made that they select.
///
/// @param satisfying labels under which an object is selected
/// @param name the only name that is selected, or empty when any is
record Selection(String labels, String fields, Map<String, String> satisfying, String name) {

    static final Selection EVERYTHING = new Selection("", "", Map.of(), "");

    Selection {
        // In one order, since the text of a sequence is compared.
        satisfying = Collections.unmodifiableMap(new TreeMap<>(satisfying));
    }

    static Selection labels(String selector, Map<String, String> satisfying) {
        return new Selection(selector, "", satisfying, "");
    }

    static Selection fields(String selector) {
        return new Selection("", selector, Map.of(), "");
    }

    static Selection named(String name) {
        return new Selection("", "metadata.name=" + name, Map.of(), name);
    }

    /// This selection among the objects of one sequence only.
    Selection ofSequence() {
        String own = "seed=" + Sequence.TAG;
        return new Selection(labels.isEmpty() ? own : own + "," + labels, fields, satisfying, name);
    }
}

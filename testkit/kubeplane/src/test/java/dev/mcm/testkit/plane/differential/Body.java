package dev.mcm.testkit.plane.differential;

import com.fasterxml.jackson.databind.node.ObjectNode;

/// The object that a replacement sends.
sealed interface Body {

    /// The same for both servers, under the resource version that is known.
    record Written(ObjectNode object, Known version) implements Body {}

    /// What the answer to `step` held, changed by a merge patch: read, modify, write. `instead` is
    /// sent when that answer was no object.
    record Edited(int step, ObjectNode change, ObjectNode instead) implements Body {}
}

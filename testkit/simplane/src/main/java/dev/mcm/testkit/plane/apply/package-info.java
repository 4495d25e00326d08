/// How a write changes a tree: server-side apply, field ownership and the three patch formats.
@NullMarked
package dev.mcm.testkit.plane.apply;

import org.jspecify.annotations.NullMarked;

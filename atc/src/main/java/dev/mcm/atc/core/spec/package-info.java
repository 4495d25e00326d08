/// A deployment's spec: defaults, shapes, content hash, field masks. Pure.
@NullMarked
package dev.mcm.atc.core.spec;

import org.jspecify.annotations.NullMarked;

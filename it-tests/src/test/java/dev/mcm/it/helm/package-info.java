/// Helm charts without a Helm program: lint, render, install. The engine is Helm's own, as a native
/// library.
@NullMarked
package dev.mcm.it.helm;

import org.jspecify.annotations.NullMarked;

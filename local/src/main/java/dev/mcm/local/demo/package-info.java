/// The demo: real traces through the whole suite on this machine, and a verdict read from the
/// planes themselves.
@NullMarked
package dev.mcm.local.demo;

import org.jspecify.annotations.NullMarked;

/// Cases from the field: what went wrong elsewhere, played against the whole suite on simulated
/// planes. A class that takes long has the tag `long`: the gate leaves it out, `make suite-cases`
/// runs all.
@NullMarked
package dev.mcm.it.cases;

import org.jspecify.annotations.NullMarked;

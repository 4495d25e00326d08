/// The API: one class per call, over ports. What a call answers and refuses is decided here;
/// endpoints only translate.
@NullMarked
package dev.mcm.atc.call;

import org.jspecify.annotations.NullMarked;

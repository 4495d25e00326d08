/// Child processes for the local stack and for fault tests: they log to a file, can be killed hard,
/// and die with their parent.
@NullMarked
package dev.mcm.testkit.process;

import org.jspecify.annotations.NullMarked;

/// Answers already given, for calls that are repeated. Writer: ATC.
@NullMarked
package dev.mcm.state.request;

import org.jspecify.annotations.NullMarked;

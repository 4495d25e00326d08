/// Answers of ATC as text for people.
@NullMarked
package dev.mcm.atctl.view;

import org.jspecify.annotations.NullMarked;

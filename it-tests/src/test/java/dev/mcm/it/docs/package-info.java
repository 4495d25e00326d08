/// What the pages of documentation say to type: commands exist, code compiles.
@NullMarked
package dev.mcm.it.docs;

import org.jspecify.annotations.NullMarked;

@NullMarked
package dev.mcm.shared.feed;

import org.jspecify.annotations.NullMarked;

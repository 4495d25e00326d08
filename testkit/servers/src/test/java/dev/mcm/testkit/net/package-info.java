@NullMarked
package dev.mcm.testkit.net;

import org.jspecify.annotations.NullMarked;

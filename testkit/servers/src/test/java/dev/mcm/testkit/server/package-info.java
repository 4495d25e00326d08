@NullMarked
package dev.mcm.testkit.server;

import org.jspecify.annotations.NullMarked;

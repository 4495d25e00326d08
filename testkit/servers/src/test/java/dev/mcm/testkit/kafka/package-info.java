@NullMarked
package dev.mcm.testkit.kafka;

import org.jspecify.annotations.NullMarked;

@NullMarked
package dev.mcm.gsm.loop;

import org.jspecify.annotations.NullMarked;

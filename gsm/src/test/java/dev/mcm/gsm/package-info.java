@NullMarked
package dev.mcm.gsm;

import org.jspecify.annotations.NullMarked;

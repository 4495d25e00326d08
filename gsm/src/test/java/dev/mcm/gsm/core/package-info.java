@NullMarked
package dev.mcm.gsm.core;

import org.jspecify.annotations.NullMarked;

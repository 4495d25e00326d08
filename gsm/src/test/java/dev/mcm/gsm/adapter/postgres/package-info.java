@NullMarked
package dev.mcm.gsm.adapter.postgres;

import org.jspecify.annotations.NullMarked;

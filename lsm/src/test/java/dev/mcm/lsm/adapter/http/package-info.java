@NullMarked
package dev.mcm.lsm.adapter.http;

import org.jspecify.annotations.NullMarked;

@NullMarked
package dev.mcm.atctl.view;

import org.jspecify.annotations.NullMarked;

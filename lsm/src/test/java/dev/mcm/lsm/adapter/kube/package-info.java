@NullMarked
package dev.mcm.lsm.adapter.kube;

import org.jspecify.annotations.NullMarked;

/// What should be on a plane, and how what is there differs. Pure.
@NullMarked
package dev.mcm.atc.core.manifest;

import org.jspecify.annotations.NullMarked;

@NullMarked
package dev.mcm.testkit.plane.controller;

import org.jspecify.annotations.NullMarked;

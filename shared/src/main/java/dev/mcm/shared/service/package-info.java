/// Running a service: a main in one statement.
@NullMarked
package dev.mcm.shared.service;

import org.jspecify.annotations.NullMarked;

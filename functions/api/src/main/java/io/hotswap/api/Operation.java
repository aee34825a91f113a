package io.hotswap.api;

import io.hotswap.domain.access.Action;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// The action that a controller's method performs. Callers without permission never reach it; a
/// route without this annotation admits nobody.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Operation {
  Action value();
}

package io.hotswap.api;

import io.hotswap.domain.access.Action;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Names the action that a controller's method carries out. Whoever may not do it never gets there;
/// a route without it lets nobody in.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Operation {
  Action value();
}

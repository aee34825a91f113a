package io.hotswap.api;

import io.micronaut.core.convert.ArgumentConversionContext;
import io.micronaut.core.type.Argument;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.bind.binders.TypedRequestArgumentBinder;
import jakarta.inject.Singleton;

/// Hands a controller the call that the gate admitted.
@Singleton
final class CallBinder implements TypedRequestArgumentBinder<Call> {
  @Override
  public Argument<Call> argumentType() {
    return Argument.of(Call.class);
  }

  @Override
  public BindingResult<Call> bind(ArgumentConversionContext<Call> context, HttpRequest<?> source) {
    return () -> source.getAttribute(Gate.CALL, Call.class);
  }
}

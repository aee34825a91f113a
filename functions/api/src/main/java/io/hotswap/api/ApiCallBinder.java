package io.hotswap.api;

import io.micronaut.core.convert.ArgumentConversionContext;
import io.micronaut.core.type.Argument;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.bind.binders.TypedRequestArgumentBinder;
import jakarta.inject.Singleton;

/// Binds a controller's parameter to the call that [AuthFilter] admitted.
@Singleton
final class ApiCallBinder implements TypedRequestArgumentBinder<ApiCall> {
  @Override
  public Argument<ApiCall> argumentType() {
    return Argument.of(ApiCall.class);
  }

  @Override
  public BindingResult<ApiCall> bind(
      ArgumentConversionContext<ApiCall> context, HttpRequest<?> source) {
    return () -> source.getAttribute(AuthFilter.CALL, ApiCall.class);
  }
}

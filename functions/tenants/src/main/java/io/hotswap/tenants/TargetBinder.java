package io.hotswap.tenants;

import io.hotswap.domain.ids.Environment;
import io.hotswap.tenants.TenantChanges.Target;
import io.micronaut.core.convert.ArgumentConversionContext;
import io.micronaut.core.type.Argument;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.bind.binders.TypedRequestArgumentBinder;
import io.micronaut.web.router.RouteAttributes;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// Binds a controller's parameter to the settings that path and query name. Both were checked
/// against openapi.yaml before.
@Singleton
final class TargetBinder implements TypedRequestArgumentBinder<Target> {
  @Override
  public Argument<Target> argumentType() {
    return Argument.of(Target.class);
  }

  @Override
  public BindingResult<Target> bind(
      ArgumentConversionContext<Target> context, HttpRequest<?> request) {
    return () ->
        RouteAttributes.getRouteMatch(request).map(it -> target(request, it.getVariableValues()));
  }

  private static Target target(HttpRequest<?> request, Map<String, Object> path) {
    var query = request.getParameters();
    return new Target(
        Objects.requireNonNull(path.get("tenantId")).toString(),
        Objects.requireNonNull(path.get("pluginId")).toString(),
        Environment.valueOf(Objects.requireNonNull(query.get("environment"))),
        Optional.ofNullable(query.get("dryRun")).map(Boolean::parseBoolean).orElse(false));
  }
}

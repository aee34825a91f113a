package io.hotswap.audit;

import io.hotswap.api.Parameters;
import io.hotswap.domain.access.Caller;
import io.hotswap.domain.access.Role;
import io.hotswap.domain.audit.AuditQuery;
import io.hotswap.domain.ids.DeploymentId;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.Refusal;
import io.hotswap.domain.refusal.Result;
import io.micronaut.http.HttpParameters;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Query parameters as a query, limited to what the caller may see.
final class AuditFilter {
  // Without `from`: empty months cost a read each.
  private static final Duration REACH = Duration.ofDays(366);
  // Of writers' clocks.
  private static final Duration AHEAD = Duration.ofMinutes(5);

  private final HttpParameters parameters;
  private final Caller caller;
  private final Instant now;

  AuditFilter(HttpParameters parameters, Caller caller, Instant now) {
    this.parameters = parameters;
    this.caller = caller;
    this.now = now;
  }

  Result<AuditQuery> query() {
    return tenant().then(tenant -> to().then(to -> from(to).then(from -> query(tenant, from, to))));
  }

  /// The same parameters with another `next`, as a reference relative to the request's address.
  ///
  /// @param after where the page ended
  String address(String after) {
    Map<String, String> sent = new LinkedHashMap<>();
    for (var name : parameters.names()) {
      value(name).ifPresent(it -> sent.put(name, it));
    }
    sent.put("next", Parameters.next(after));
    return Parameters.query(sent);
  }

  private Result<AuditQuery> query(Optional<String> tenant, Instant from, Instant to) {
    if (!from.isBefore(to)) {
      return refused("from", "a time before `to`, " + to, "Send an earlier `from`, or none.");
    }
    return deployment()
        .map(
            deployment ->
                new AuditQuery(
                    value("actor"),
                    tenant,
                    value("plugin").map(PluginId::parse),
                    deployment,
                    value("action"),
                    from,
                    to));
  }

  private Result<Optional<DeploymentId>> deployment() {
    return value("deployment")
        .map(it -> Parameters.uuid("deployment", it).map(id -> Optional.of(new DeploymentId(id))))
        .orElseGet(() -> Result.done(Optional.empty()));
  }

  /// An owner who names no tenant asks for the own one.
  private Result<Optional<String>> tenant() {
    var named = value("tenant");
    if (caller.is(Role.Admin)) {
      return Result.done(named);
    }
    // Whom an owner is not shown, they must not find out by asking for each in turn.
    if (value("actor").isPresent()) {
      return refused("actor", "left out", "Ask for the tenant, and look at who did what there.");
    }
    var own = caller.tenant().filter(it -> it.equals(named.orElse(it)));
    return own.isPresent()
        ? Result.done(own)
        : Result.refused(
            ErrorCode.WRONG_TENANT,
            "A tenant's owner sees what happened to the tenant of their token only.");
  }

  private Result<Instant> to() {
    return time("to", now.plus(AHEAD));
  }

  private Result<Instant> from(Instant to) {
    return time("from", to.minus(REACH));
  }

  private Result<Instant> time(String name, Instant otherwise) {
    try {
      return Result.done(value(name).map(Instant::parse).orElse(otherwise));
    } catch (DateTimeParseException noSuchDay) {
      return refused(name, "a time that there is", "Send for example " + now + ", or none.");
    }
  }

  private Optional<String> value(String name) {
    return Optional.ofNullable(parameters.get(name));
  }

  private static <T> Result<T> refused(String name, String expected, String fix) {
    return Result.refused(
        Refusal.of(
            ErrorCode.INVALID_PARAMETER,
            "A parameter is not what was expected.",
            "#query/" + name,
            expected,
            fix));
  }
}

package io.hotswap.audit;

import io.hotswap.api.ApiFunction;
import java.util.Map;

/// Lambda handler of the audit API.
public final class AuditApiHandler extends ApiFunction {
  public AuditApiHandler() {}

  AuditApiHandler(Map<String, String> environment) {
    super(environment);
  }
}

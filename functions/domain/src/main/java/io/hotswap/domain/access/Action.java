package io.hotswap.domain.access;

import java.util.Locale;

/// Everything a caller can request from the control plane: one action per route, named like its
/// operation.
public enum Action {
  REGISTER_PLUGIN,
  COMPLETE_UPLOAD,
  LIST_PLUGINS,
  VIEW_PLUGIN,
  LIST_VERSIONS,
  DELETE_PLUGIN,
  CREATE_DEPLOYMENT,
  LIST_DEPLOYMENTS,
  VIEW_DEPLOYMENT,
  ROLL_BACK_DEPLOYMENT,
  ROLL_BACK_PLUGIN,
  VIEW_ROLLBACK_HISTORY,
  VIEW_PLAN,
  LIST_VERDICTS,
  VIEW_VERDICT,
  CREATE_PREVIEW_TOKEN,
  PAUSE_DEPLOYMENT,
  RESUME_DEPLOYMENT,
  PROMOTE_DEPLOYMENT,
  ABORT_DEPLOYMENT,
  LIST_APPROVALS,
  VIEW_APPROVAL,
  APPROVE,
  REJECT,
  APPROVE_DEPLOYMENT,
  REQUEST_APPROVAL,
  VIEW_PLUGIN_HEALTH,
  VIEW_PLUGIN_METRICS,
  CHECK_PLUGIN_HEALTH,
  LIST_FAILURES,
  LIST_NODES,
  LIST_TENANT_PLUGINS,
  VIEW_TENANT_PLUGIN,
  ENABLE_TENANT_PLUGIN,
  DISABLE_TENANT_PLUGIN,
  VIEW_TENANT_CONFIGURATION,
  SET_TENANT_CONFIGURATION,
  VIEW_BUNDLE,
  SET_TENANT_QUOTAS,
  REMOVE_TENANT_QUOTAS,
  PIN_TENANT,
  UNPIN_TENANT,
  LIST_AUDIT,
  EXPORT_AUDIT,
  LIST_PLUGIN_PINS,
  CREATE_TENANT,
  LIST_TENANTS,
  VIEW_TENANT,
  SET_TENANT_CONTACTS,
  DELETE_TENANT,
  VIEW_ERASURE,
  VIEW_TENANT_USAGE,
  LIST_TENANT_HISTORY,
  START_BULK_CHANGE,
  VIEW_BULK_CHANGE,
  LIST_BULK_RESULTS;

  /// The `operationId` in the OpenAPI document: `REGISTER_PLUGIN` is `registerPlugin`.
  public String operationId() {
    var words = name().toLowerCase(Locale.ROOT).split("_");
    var id = new StringBuilder(words[0]);
    for (int i = 1; i < words.length; i++) {
      id.append(Character.toUpperCase(words[i].charAt(0))).append(words[i], 1, words[i].length());
    }
    return id.toString();
  }
}

package io.hotswap.domain.access;

import static io.hotswap.domain.access.Role.Admin;
import static io.hotswap.domain.access.Role.Approver;
import static io.hotswap.domain.access.Role.Developer;
import static io.hotswap.domain.access.Role.TenantOwner;
import static io.hotswap.domain.access.Role.Viewer;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.Refusal;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/// The policy table: which roles may perform which action.
public final class Policy {
  private static final Set<Role> EVERYBODY =
      EnumSet.of(Admin, Developer, TenantOwner, Approver, Viewer);

  // A tenant's own people are customers: they see what serves them, not how the platform is
  // operated.
  private static final Set<Role> STAFF = EnumSet.of(Admin, Developer, Approver, Viewer);

  private Policy() {}

  public static Set<Role> rolesFor(Action action) {
    return switch (action) {
      case REGISTER_PLUGIN, COMPLETE_UPLOAD, SIGN_VERSION, UPLOAD_LIBRARY ->
          EnumSet.of(Admin, Developer);
      case CREATE_DEPLOYMENT, ROLL_BACK_DEPLOYMENT, ROLL_BACK_PLUGIN ->
          EnumSet.of(Admin, Developer);
      case PAUSE_DEPLOYMENT, RESUME_DEPLOYMENT, PROMOTE_DEPLOYMENT, ABORT_DEPLOYMENT ->
          EnumSet.of(Admin, Developer);
      case CREATE_PREVIEW_TOKEN -> EnumSet.of(Admin, Developer);
      case DELETE_PLUGIN, DELETE_VERSION -> EnumSet.of(Admin);
      case SET_TRUST, SET_PUBLISHER, REVOKE_CERTIFICATE, UNBLOCK_BINARY -> EnumSet.of(Admin);
      case SET_REPOSITORY, REMOVE_REPOSITORY -> EnumSet.of(Admin);
      case LIST_PLUGINS, VIEW_PLUGIN, LIST_VERSIONS, VIEW_VERSION -> EVERYBODY;
      // They concern Production too.
      case DEPRECATE_VERSION, END_DEPRECATION -> EnumSet.of(Admin);
      case WITHDRAW_VERSION, END_WITHDRAWAL, SCAN_VERSION -> EnumSet.of(Admin);
      case LIST_DEPLOYMENTS, VIEW_DEPLOYMENT, VIEW_ROLLBACK_HISTORY -> EVERYBODY;
      case LIST_VERDICTS, VIEW_VERDICT -> EVERYBODY;
      case VIEW_PLAN, VIEW_TRUST, LIST_SIGNED_RELEASES, VIEW_DEPENDENCIES -> STAFF;
      case VIEW_SBOM, LIST_LIBRARIES, LIST_REPOSITORIES -> STAFF;
      case VALIDATE_DEPENDENCIES -> EnumSet.of(Admin, Developer);
      case REQUEST_APPROVAL, CHECK_PLUGIN_HEALTH -> EnumSet.of(Admin, Developer);
      case VIEW_PLUGIN_HEALTH -> EVERYBODY;
      case VIEW_PLUGIN_METRICS -> STAFF;
      // Tenants do not see the platform's operation.
      case LIST_FAILURES, LIST_NODES -> STAFF;
      case APPROVE, REJECT, APPROVE_DEPLOYMENT -> EnumSet.of(Admin, Approver);
      case LIST_APPROVALS, VIEW_APPROVAL -> STAFF;
      // Of which tenant and where, decides TenantAuthority.
      case LIST_TENANT_PLUGINS, VIEW_TENANT_PLUGIN, VIEW_TENANT_CONFIGURATION -> EVERYBODY;
      case VIEW_BUNDLE -> EVERYBODY;
      case SET_TENANT_PLUGIN, SET_TENANT_CONFIGURATION -> EnumSet.of(Admin, Developer, TenantOwner);
      case ENABLE_TENANT_PLUGIN, DISABLE_TENANT_PLUGIN -> EnumSet.of(Admin, Developer, TenantOwner);
      case SET_TENANT_QUOTAS, REMOVE_TENANT_QUOTAS -> EnumSet.of(Admin, Developer, TenantOwner);
      case PIN_TENANT, UNPIN_TENANT -> EnumSet.of(Admin, Developer, TenantOwner);
      // Which plugins a tenant may use.
      case SET_PLUGIN_ACCESS, REMOVE_PLUGIN_ACCESS -> EnumSet.of(Admin);
      // An owner: what concerns the own tenant.
      case LIST_AUDIT, LIST_TENANT_HISTORY -> EnumSet.of(Admin, TenantOwner);
      case EXPORT_AUDIT -> EnumSet.of(Admin);
      // Of all tenants.
      case LIST_PLUGIN_PINS, LIST_KEPT_TENANTS, VIEW_PLUGIN_QUOTAS -> STAFF;
      case SET_PLUGIN_QUOTAS, REMOVE_PLUGIN_QUOTAS -> EnumSet.of(Admin, Developer);
      case START_BULK_CHANGE, STOP_BULK_CHANGE, MIGRATE_VERSION -> EnumSet.of(Admin, Developer);
      case VIEW_BULK_CHANGE, LIST_BULK_RESULTS -> STAFF;
      // Numbers of a tenant.
      case VIEW_TENANT_USAGE -> EnumSet.of(Admin, Developer, TenantOwner);
      case CREATE_TENANT, LIST_TENANTS, DELETE_TENANT, VIEW_ERASURE -> EnumSet.of(Admin);
      // Contacts are people: not for all of the staff.
      case VIEW_TENANT, SET_TENANT_CONTACTS -> EnumSet.of(Admin, TenantOwner);
    };
  }

  public static boolean allows(Caller caller, Action action) {
    return rolesFor(action).stream().anyMatch(caller::is);
  }

  /// Whether the caller sees names of people, reasons they wrote, totals over all tenants, and
  /// nodes.
  public static boolean seesOperations(Caller caller) {
    return STAFF.stream().anyMatch(caller::is);
  }

  /// Whether the caller sees every tenant's numbers, as is needed to find out why a version is
  /// worse. Everybody else sees only their own tenant's.
  public static boolean seesEveryTenant(Caller caller) {
    return caller.is(Admin) || caller.is(Developer);
  }

  /// @return why the caller may not change anything there; empty when they may
  public static Optional<Refusal> refusalToChange(Caller caller, Environment environment) {
    return mayChange(caller, environment)
        ? Optional.empty()
        : Optional.of(
            Refusal.of(
                ErrorCode.NOT_ALLOWED,
                "Developers change Development and QA; " + environment + " takes an Admin"));
  }

  /// Developers change Development and QA only; Admins everything.
  public static boolean mayChange(Caller caller, Environment environment) {
    return caller.is(Admin)
        || (caller.is(Developer)
            && switch (environment) {
              case Development, QA -> true;
              case Staging, Production -> false;
            });
  }
}

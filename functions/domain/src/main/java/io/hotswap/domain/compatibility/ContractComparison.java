package io.hotswap.domain.compatibility;

import static io.hotswap.domain.compatibility.Compatibility.Breaking;
import static io.hotswap.domain.compatibility.Compatibility.Compatible;
import static io.hotswap.domain.compatibility.Compatibility.Unknown;

import io.hotswap.domain.compatibility.ContractChange.Kind;
import io.hotswap.domain.compatibility.SchemaComparison.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/// Lists what of two versions' contracts differs, and what that means for callers, tenants and
/// operators of the earlier one.
public final class ContractComparison {
  private final SchemaComparison schemas;
  private final BodyComparison bodies;

  public ContractComparison(SchemaComparison schemas) {
    this.schemas = schemas;
    this.bodies = new BodyComparison(schemas);
  }

  public List<ContractChange> compare(VersionContract before, VersionContract after) {
    List<ContractChange> changes = new ArrayList<>();
    operations(before.operationsByName(), after.operationsByName(), changes);
    add(
        changes,
        Kind.Configuration,
        "/configuration",
        "The schema of tenants' configurations",
        schemas.configurations(before.configuration(), after.configuration()),
        before.configuration().equals(after.configuration()));
    permissions(before, after, changes);
    calls(before.callsByName(), after.callsByName(), changes);
    plugins(before.pluginsByName(), after.pluginsByName(), changes);
    levels(before, after, changes);
    return List.copyOf(changes);
  }

  private void operations(
      Map<String, OperationContract> before,
      Map<String, OperationContract> after,
      List<ContractChange> changes) {
    before.forEach(
        (name, was) -> {
          var is = after.get(name);
          if (is == null) {
            changes.add(
                new ContractChange(
                    Kind.OperationGone,
                    Breaking,
                    "/operations",
                    "The operation " + name + " is gone."));
          } else {
            bodies(name, was, is, changes);
          }
        });
    after.keySet().stream()
        .filter(it -> !before.containsKey(it))
        .forEach(
            it ->
                changes.add(
                    new ContractChange(
                        Kind.OperationAdded,
                        Compatible,
                        "/operations",
                        "The operation " + it + " is new.")));
  }

  private void bodies(
      String name, OperationContract was, OperationContract is, List<ContractChange> changes) {
    add(
        changes,
        Kind.Input,
        "/operations/" + name + "/input",
        "What the operation " + name + " takes",
        bodies.compare(was.input(), is.input()),
        was.input().equals(is.input()));
    add(
        changes,
        Kind.Output,
        "/operations/" + name + "/output",
        "What the operation " + name + " answers",
        bodies.compare(is.output(), was.output()),
        was.output().equals(is.output()));
  }

  private static void add(
      List<ContractChange> changes,
      Kind kind,
      String pointer,
      String subject,
      Answer answer,
      boolean same) {
    switch (answer.compatibility()) {
      case Compatible -> {
        if (!same) {
          changes.add(
              new ContractChange(kind, Compatible, pointer, subject + " has changed, compatibly."));
        }
      }
      case Unknown ->
          changes.add(
              new ContractChange(
                  kind, Unknown, pointer, subject + " may have changed: " + answer.reason() + "."));
      case Breaking ->
          changes.add(
              new ContractChange(
                  kind,
                  Breaking,
                  pointer,
                  subject + " breaks with the earlier version: " + answer.reason() + "."));
    }
  }

  private static void permissions(
      VersionContract before, VersionContract after, List<ContractChange> changes) {
    for (var host : after.hosts()) {
      if (before.hosts().stream().noneMatch(it -> covers(it, host))) {
        changes.add(
            new ContractChange(
                Kind.Permissions,
                Breaking,
                "/permissions/network",
                "It asks to reach " + host + ", which the earlier version did not."));
      }
    }
    before.hosts().stream()
        .filter(it -> !after.hosts().contains(it))
        .map(
            it ->
                new ContractChange(
                    Kind.Permissions,
                    Compatible,
                    "/permissions/network",
                    "It no longer asks to reach " + it + "."))
        .forEach(changes::add);
  }

  /// `*.example.com:443` covers `api.example.com:443`.
  private static boolean covers(String granted, String host) {
    return granted.equals(host)
        || (granted.startsWith("*.") && host.endsWith(granted.substring(1)));
  }

  private static void calls(Set<String> before, Set<String> after, List<ContractChange> changes) {
    after.stream()
        .filter(it -> !before.contains(it))
        .map(
            it ->
                call(
                    Breaking,
                    "It asks to call the plugin %s, which the earlier version did not."
                        .formatted(it)))
        .forEach(changes::add);
    before.stream()
        .filter(it -> !after.contains(it))
        .map(it -> call(Compatible, "It no longer asks to call the plugin " + it + "."))
        .forEach(changes::add);
  }

  private static ContractChange call(Compatibility compatibility, String detail) {
    return new ContractChange(Kind.Permissions, compatibility, "/permissions/calls", detail);
  }

  private static void plugins(
      Map<String, String> before, Map<String, String> after, List<ContractChange> changes) {
    after.forEach(
        (name, range) -> {
          var was = before.get(name);
          if (was == null) {
            changes.add(
                dependency(
                    Breaking,
                    name,
                    "It needs the plugin %s %s, which the earlier version did not."
                        .formatted(name, range)));
          } else if (!was.equals(range)) {
            changes.add(
                dependency(
                    Unknown,
                    name,
                    "It needs %s %s; the earlier version needed %s.".formatted(name, range, was)));
          }
        });
    before.keySet().stream()
        .filter(it -> !after.containsKey(it))
        .map(it -> dependency(Compatible, it, "It no longer needs the plugin " + it + "."))
        .forEach(changes::add);
  }

  private static ContractChange dependency(
      Compatibility compatibility, String plugin, String detail) {
    return new ContractChange(Kind.Dependencies, compatibility, "/dependencies/" + plugin, detail);
  }

  private static void levels(
      VersionContract before, VersionContract after, List<ContractChange> changes) {
    if (before.protocol() != after.protocol()) {
      changes.add(
          new ContractChange(
              Kind.Protocol,
              after.protocol() > before.protocol() ? Breaking : Compatible,
              "/protocol",
              "It needs protocol %d of the SPI; the earlier version %d."
                  .formatted(after.protocol(), before.protocol())));
    }
    if (!before.java().equals(after.java())) {
      changes.add(java(before.java(), after.java()));
    }
  }

  private static ContractChange java(OptionalInt before, OptionalInt after) {
    var pointer = "/dependencies/platform/java";
    if (before.isEmpty() || after.isEmpty()) {
      return new ContractChange(
          Kind.Java, Unknown, pointer, "Only one version says which Java release it needs.");
    }
    int was = before.getAsInt();
    int is = after.getAsInt();
    return new ContractChange(
        Kind.Java,
        is > was ? Breaking : Compatible,
        pointer,
        "It needs Java %d; the earlier version Java %d.".formatted(is, was));
  }
}

package io.hotswap.api.roles;

import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a role of the template allows. Conditions of statements are not looked at.
///
/// @param name its logical id
record Role(String name, List<Statement> statements) {
  /// @param resources ARNs with `*` for whatever comes
  record Statement(List<String> actions, List<String> resources) {
    boolean allows(Access access) {
      return actions.contains(access.action())
          && (access.resource().isEmpty()
              || resources.stream().anyMatch(it -> covers(it, access.resource().get())));
    }

    private static boolean covers(String pattern, String resource) {
      var parts = Stream.of(pattern.split("\\*", -1)).map(Pattern::quote);
      return resource.matches(parts.collect(Collectors.joining(".*")));
    }
  }

  static Role of(Template template, String name) {
    var policies = (List<?>) Template.object(template.properties(name).get("Policies"));
    var statements =
        policies.stream()
            .map(it -> Template.map(Template.map(it).get("PolicyDocument")).get("Statement"))
            .flatMap(it -> ((List<?>) Template.object(it)).stream())
            .map(it -> template.decided(Template.object(it)))
            .filter(it -> !template.isLeftOut(it))
            .map(Template::map)
            .map(
                it ->
                    new Statement(
                        texts(template, it.get("Action")), texts(template, it.get("Resource"))))
            .toList();
    return new Role(name, statements);
  }

  private static List<String> texts(
      Template template, @org.jspecify.annotations.Nullable Object value) {
    return Template.object(value) instanceof List<?> several
        ? several.stream()
            .filter(Objects::nonNull)
            .map(it -> template.decided(Template.object(it)))
            .filter(it -> !template.isLeftOut(it))
            .map(template::text)
            .toList()
        : List.of(template.text(Template.object(value)));
  }

  boolean allows(Access access) {
    return statements.stream().anyMatch(it -> it.allows(access));
  }
}

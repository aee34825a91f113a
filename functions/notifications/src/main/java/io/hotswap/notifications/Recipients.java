package io.hotswap.notifications;

import io.hotswap.domain.notification.Message.Audience;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// The addresses of each audience.
///
/// @param teamLeads default to the operators, as do the platform admins
record Recipients(List<String> teamLeads, List<String> platformAdmins, List<String> operators) {
  private static final String TEAM_LEADS = "HOTSWAP_TEAM_LEADS";
  private static final String PLATFORM_ADMINS = "HOTSWAP_PLATFORM_ADMINS";
  private static final String OPERATORS = "HOTSWAP_OPERATORS";
  private static final Pattern ADDRESS =
      Pattern.compile("[\\x21-\\x7e&&[^@,;:<>()\"\\\\\\[\\]]]+@[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+");

  // SES's limit for one mail.
  private static final int MOST = 50;

  Recipients {
    if (operators.isEmpty()) {
      throw new IllegalArgumentException(
          OPERATORS + " must name at least one address: it gets what nobody else would");
    }
    operators = List.copyOf(operators);
    teamLeads = teamLeads.isEmpty() ? operators : List.copyOf(teamLeads);
    platformAdmins = platformAdmins.isEmpty() ? operators : List.copyOf(platformAdmins);
  }

  static Recipients from(Map<String, String> environment) {
    return new Recipients(
        addresses(environment, TEAM_LEADS),
        addresses(environment, PLATFORM_ADMINS),
        addresses(environment, OPERATORS));
  }

  List<String> of(Audience audience) {
    return switch (audience) {
      case Audience.TeamLeads() -> teamLeads;
      case Audience.PlatformAdmins() -> platformAdmins;
      case Audience.Operators() -> operators;
      case Audience.Requester(var name, var email) -> usable(List.of(email));
      case Audience.TenantContacts(var tenant, var emails) -> usable(emails);
    };
  }

  private List<String> usable(List<String> emails) {
    var usable = emails.stream().filter(Recipients::isAddress).distinct().limit(MOST).toList();
    return usable.isEmpty() ? operators : usable;
  }

  static boolean isAddress(String text) {
    return text.length() <= 254 && ADDRESS.matcher(text).matches();
  }

  private static List<String> addresses(Map<String, String> environment, String name) {
    var addresses =
        Arrays.stream(environment.getOrDefault(name, "").split(","))
            .map(String::strip)
            .filter(it -> !it.isEmpty())
            .distinct()
            .toList();
    if (!addresses.stream().allMatch(Recipients::isAddress) || addresses.size() > MOST) {
      throw new IllegalArgumentException(
          name + " must be up to 50 mail addresses with commas between, not: " + addresses);
    }
    return addresses;
  }
}

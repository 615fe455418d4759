package relink;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The health of an Item, and what helps; and what Plaid's codes mean for the user. */
record Meaning(String health, String remedy) {
    static final Meaning RELINK = new Meaning("needs_update", "relink");
    static final Meaning RELINK_WITH_ACCOUNTS = new Meaning("needs_update", "relink_with_accounts");
    static final Meaning NEW_LINK = new Meaning("revoked", "new_link");
    static final Meaning VISIT_BANK = new Meaning("needs_update", "visit_bank");
    static final Meaning WAIT = new Meaning("unavailable", "wait");
    static final Meaning EXPIRING = new Meaning("expiring", "relink");
    static final Meaning HEALTHY = new Meaning("healthy", "none");

    /** plaid.com/docs/errors/item, /institution, /api, /invalid-input. */
    private static final Map<String, Meaning> BY_CODE = new HashMap<>();

    static {
        put(RELINK, "ITEM_LOGIN_REQUIRED", "ACCESS_NOT_GRANTED", "ADDITIONAL_CONSENT_REQUIRED",
                "INSUFFICIENT_CREDENTIALS", "INVALID_CREDENTIALS", "INVALID_MFA", "INVALID_OTP", "INVALID_PHONE_NUMBER",
                "USER_INPUT_TIMEOUT", "MANUAL_VERIFICATION_REQUIRED", "USER_PERMISSION_REVOKED");
        put(RELINK_WITH_ACCOUNTS, "NO_ACCOUNTS", "NO_AUTH_ACCOUNTS", "NO_INVESTMENT_ACCOUNTS",
                "NO_INVESTMENT_AUTH_ACCOUNTS", "NO_LIABILITY_ACCOUNTS", "INVALID_ACCOUNT_ID", "USER_ACCOUNT_REVOKED");
        put(NEW_LINK, "INVALID_UPDATED_USERNAME", "ITEM_NOT_FOUND", "ITEM_CONCURRENTLY_DELETED", "ITEM_NOT_SUPPORTED",
                "MFA_NOT_SUPPORTED", "INSTITUTION_NO_LONGER_SUPPORTED");
        put(VISIT_BANK, "ITEM_LOCKED", "PASSWORD_RESET_REQUIRED", "USER_SETUP_REQUIRED");
        put(WAIT, "PRODUCT_NOT_READY", "INVALID_SEND_METHOD", "PRODUCTS_NOT_SUPPORTED", "PRODUCT_NOT_ENABLED",
                "INSTANT_MATCH_FAILED");
    }

    /** An outage, a mistake of the app's, or a product's own error: the user can do nothing about it. */
    private static final Pattern OUTAGE =
            Pattern.compile("^(INSTITUTION|API|RATE_LIMIT|INTERNAL_SERVER|PLANNED_MAINTENANCE)");
    private static final Pattern NOT_THE_USERS = Pattern.compile("^INVALID_(INPUT|REQUEST|CONFIGURATION|RESULT)$"
            + "|^(ASSET|BANK_TRANSFER|INCOME_VERIFICATION|PARTNER|PAYMENT|SANDBOX|SIGNAL|TRANSACTION|TRANSFER)"
            + "S?(_\\w+)?_ERROR$");

    private static void put(Meaning meaning, String... codes) {
        List.of(codes).forEach(code -> BY_CODE.put(code, meaning));
    }

    /** Whether a code is about an Item, whatever its type: the type of some is {@code INVALID_INPUT}. */
    static boolean isItemCode(String code) {
        return BY_CODE.containsKey(code);
    }

    /** After an unknown code update mode may help: it shows the user what the bank wants, and Plaid is asked again. */
    static Meaning of(String type, String code) {
        Meaning known = BY_CODE.get(code);
        if (known != null) return known;
        String typeText = type == null ? "" : type;
        boolean isOutage = OUTAGE.matcher(typeText).find() || (code != null && OUTAGE.matcher(code).find());
        return isOutage || NOT_THE_USERS.matcher(typeText).find() ? WAIT : RELINK;
    }

    /** Where Plaid mints no token, update mode cannot give a withdrawn permission back. */
    static String remedyOfRefusal(String type, String code) {
        return "USER_PERMISSION_REVOKED".equals(code) ? "new_link" : of(type, code).remedy();
    }
}

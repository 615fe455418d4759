import type { RelinkErrorCode, RelinkMessages, RelinkError } from 'react-plaid-relink';
import { ARABIC_ROWS } from './arabic-rows';

/** Modern Standard Arabic, to judge the components from right to left by sentences. A sample: no native speaker has read it. */
export const arabicMessages: RelinkMessages = {
  locale: 'ar',
  yourBank: 'مصرفك',
  idle: 'إعادة الربط',
  confirming: 'جارٍ التحقق…',
  relinked: 'متصل',
  failed: (error, subject) => errorText(error, subject?.bank ?? 'مصرفك'),
  tryAgain: 'حاول مجددًا',
  checkAgain: 'تحقق مجددًا',
  signIn: 'تسجيل الدخول',
  getHelp: 'طلب المساعدة',
  openHosted: 'فتح صفحة Plaid',
  retryIn: ({ seconds }) => `المحاولة بعد ${seconds} ث`,
  stillOpening: 'ما زال الفتح جاريًا…',
  inOtherTab: 'يستمر تسجيل الدخول في علامة التبويب الأخرى.',
  cancel: 'إلغاء',
  nothingChanged: ({ bank }) => `لم يتغير شيء لدى ${bank}.`,
  reference: ({ requestId }) => `الرقم المرجعي: ${requestId}`,
  copy: 'نسخ',
  copied: 'تم النسخ',
  announceOpening: ({ bank }) => `جارٍ فتح تسجيل الدخول إلى ${bank}.`,
  announceConfirming: ({ bank }) => `جارٍ التحقق من ${bank}.`,
  announceRelinked: ({ bank }) => `عاد الاتصال مع ${bank}.`,
  announceExited: ({ bank }) => `لم يتغير شيء لدى ${bank}.`,
  announceFailed: (text, { bank }) => `${bank}: ${text}`,
  noticeRelink: ({ bank, reason }) =>
    reason === 'OAUTH_USER_REVOKED'
      ? {
          title: `لقد أوقفت الوصول لدى ${bank}`,
          text: 'إن كان ذلك مقصودًا فلا داعي لفعل أي شيء. أعد الربط لترى هذا المصرف هنا من جديد.',
          action: 'إعادة الربط',
        }
      : {
          title: `سجّل الدخول إلى ${bank} مرة أخرى`,
          text: 'العمليات الجديدة من هذا المصرف متوقفة إلى أن تفعل ذلك. يستغرق الأمر نحو دقيقة.',
          action: 'إعادة الربط',
        },
  noticeAccounts: ({ bank }) => ({
    title: `اختر الحسابات التي تريد عرضها لدى ${bank}`,
    text: 'حساب يستخدمه هذا التطبيق غير مشارَك في الوقت الحالي.',
    action: 'اختيار الحسابات',
  }),
  noticeExpiring: ({ bank, until, inDays }) => ({
    title: `حافظ على الاتصال مع ${bank}`,
    text: `ينتهي إذنك ${inDays ?? (until ? `في ${until}` : 'قريبًا')}. جدّده الآن كي لا ينقطع شيء.`,
    action: 'تجديد',
  }),
  noticeMigrating: ({ bank, until, inDays }) => ({
    title: `حافظ على الاتصال مع ${bank}`,
    text: `ينتقل المصرف إلى نوع جديد من الاتصال، وينتهي الاتصال الحالي ${inDays ?? (until ? `في ${until}` : 'قريبًا')}. أعد الربط الآن كي لا ينقطع شيء.`,
    action: 'إعادة الربط',
  }),
  noticeNewLink: ({ bank }) => ({
    title: `اربط ${bank} من جديد`,
    text: 'انتهى الاتصال القديم ولا يمكن تجديده. يستغرق الإعداد بضع دقائق.',
    action: 'إعداد من جديد',
  }),
  noticeDuplicate: ({ bank }) => ({
    title: `يبدو أن ${bank} مرتبط مرتين`,
    text: 'يستخدم الاتصالان تسجيل الدخول نفسه، ولا يمكن أن يبقى إلا واحد منهما. أزل الاتصال الذي لا تحتاج إليه.',
    action: 'إزالة أحدهما',
  }),
  noticeVisitBank: ({ bank }) => ({
    title: `عليك أولًا إتمام أمر لدى ${bank}`,
    text: 'دخولك هناك مقفل أو يحتاج إلى كلمة مرور جديدة. أتمّ ذلك في موقع المصرف أو تطبيقه، ثم أعد الربط هنا.',
    action: 'إعادة الربط',
  }),
  noticeWait: ({ bank }) => ({
    title: `${bank} لا يستجيب الآن`,
    text: 'ليس عليك فعل شيء. نتحقق مرة كل دقيقة.',
    action: 'تحقق الآن',
  }),
  noticeStillDown: () => 'تحققنا للتو: لا استجابة حتى الآن.',
  noticeNewAccounts: ({ bank }) => ({
    title: `لديك حسابات جديدة لدى ${bank}`,
    text: 'سجّل الدخول واختر منها ما تريد أن تراه هنا.',
    action: 'إضافة الحسابات',
  }),
  noticeDismiss: 'ليس الآن',
  noticeUnchecked: ({ code, count }) => ({
    title: count === 1 ? 'تعذّر علينا التحقق من هذا المصرف' : `تعذّر علينا التحقق من ${count} مصارف`,
    text:
      code === 'unauthorized'
        ? 'لقد سُجّل خروجك. سجّل الدخول وسنتحقق مجددًا.'
        : 'المشكلة من جانبنا، وليس عليك فعل شيء. نواصل المحاولة.',
    action: 'حاول مجددًا',
  }),
  noticeSignIn: 'تسجيل الدخول',
  noticeRepaired: ({ bank }) => ({
    title: `عاد الاتصال مع ${bank}`,
    text: 'نجلب ما فاتك. قد تظهر العمليات الجديدة بعد بضع دقائق.',
  }),
  trust: ({ bank, oauth, count }) =>
    oauth && count === 1
      ? `تسجّل الدخول لدى ${bank} عبر Plaid. لا نرى كلمة مرورك أبدًا.`
      : 'تسجّل الدخول عبر Plaid. لا نرى كلمة مرورك أبدًا.',
  lastUpdated: ({ ago }) => (ago ? `آخر تحديث ${ago}` : 'حُدّث للتو'),
  lastChecked: ({ ago }) => (ago ? `آخر تحقق ${ago}.` : 'تحققنا للتو.'),
  openBank: ({ bank }) => `فتح ${bank}`,
  done: 'تم',
  listTitle: ({ total, done, task }) => {
    if (total === 0)
      return task === 'wait' ? 'بعض المصارف لا تستجيب' : 'هناك مشكلة لدى بعض المصارف';
    return `المصارف التي تحتاج إلى تسجيل دخولك: ${total - done}`;
  },
  listText: ({ left, next }) => {
    if (left === 0) return 'ليس عليك فعل شيء.';
    return next ? `نحو دقيقة لكل مصرف. ابدأ مع ${next} أو اختر أيًّا منها.` : 'نحو دقيقة لكل مصرف.';
  },
  listDone: ({ total, done }) =>
    done === total ? 'كل شيء على ما يرام. جميع المصارف متصلة.' : `متصل: ${done} من ${total}`,
  listChecking: 'جارٍ التحقق من مصارفك الأخرى…',
  listNewAccounts: 'يمكنك إضافة حسابات أخرى',
  listUnchecked: 'مصارفك',
  listProgress: ({ total, done }) => `متصل: ${done} من ${total}`,
  listStep: ({ step, total }) => `الخطوة ${step} من ${total}`,
  listNothingToDo: 'لا شيء مطلوب منك',
  listLater: 'لاحقًا',
  listSkip: 'لاحقًا',
  listTwice: () => 'هذا المصرف مرتبط مرتين ببيانات الدخول نفسها، ولا يمكن أن يبقى إلا ربط واحد.',
  ...ARABIC_ROWS,
};

const AGAIN = 'حدث خطأ ما. حاول مجددًا.';
const HELP = 'لا يمكننا تحديث هذا الاتصال الآن.';

const ERRORS: Partial<Record<RelinkErrorCode, string>> = {
  offline: 'أنت غير متصل بالإنترنت.',
  network_error: 'تعذّر الوصول إلى الخادم.',
  timeout: 'استغرق ذلك وقتًا طويلًا.',
  unauthorized: 'لقد سُجّل خروجك من هذا التطبيق.',
  rate_limited: 'محاولات كثيرة. انتظر لحظة.',
  link_blocked: 'لم تُحمَّل نافذة تسجيل الدخول. ربما يمنعها مانع الإعلانات.',
  hosted_link_offered: 'نافذة تسجيل الدخول محجوبة هنا. تابع في علامة تبويب جديدة.',
  invalid_link_token: 'انتهت الجلسة. حاول مجددًا.',
  session_in_progress: 'أكمل أولًا تسجيل الدخول المفتوح.',
  not_confirmed: 'أتممت كل شيء لدى المصرف، ولم نتمكن بعد من التحقق.',
  redirect_not_resumable: 'انتهت الجلسة. ابدأ من جديد.',
};

function errorText({ code, retryable }: RelinkError, bank: string): string {
  if (code === 'still_broken') return `ما زال ${bank} يطلب شيئًا. ربما وصلتك رسالة منه.`;
  if (code === 'not_relinkable') return `عليك أولًا تسجيل الدخول لدى ${bank} نفسه.`;
  return ERRORS[code] ?? (retryable ? AGAIN : HELP);
}

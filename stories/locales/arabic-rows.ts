import type { ListMessages } from 'react-plaid-relink';

type RowMessages = Pick<ListMessages, Extract<keyof ListMessages, `row${string}`>>;

const only = (status: string) => ({ status, detail: null });

export const ARABIC_ROWS: RowMessages = {
  rowRelink: ({ reason, lastUpdate }) => ({
    status: reason === 'OAUTH_USER_REVOKED' ? 'الوصول موقوف' : 'انتهى تسجيل الدخول',
    detail: lastUpdate,
  }),
  rowAccounts: () => only('حساب غير مشارَك'),
  rowExpiring: ({ inDays, until }) => only(`ينتهي الوصول ${inDays ?? until ?? 'قريبًا'}`),
  rowMigrating: ({ inDays, until }) => only(`ينتهي الاتصال ${inDays ?? until ?? 'قريبًا'}`),
  rowNewLink: ({ lastUpdate }) => ({ status: 'انتهى الاتصال', detail: lastUpdate }),
  rowDuplicate: () => only('مرتبط مرتين'),
  rowTwice: () => 'سيُزال الربط المكرر',
  rowVisitBank: () => only('أمر يجب إتمامه لدى المصرف'),
  rowWait: () => ({ status: 'لا يستجيب', detail: 'نواصل التحقق' }),
  rowNewAccounts: () => only('حسابات جديدة'),
  rowUnchecked: ({ code }) => ({
    status: 'لم يُتحقق منه',
    detail: code === 'unauthorized' ? 'سُجّل خروجك' : null,
  }),
  rowRepaired: () => ({ status: 'متصل', detail: 'جارٍ جلب ما فاتك' }),
};
